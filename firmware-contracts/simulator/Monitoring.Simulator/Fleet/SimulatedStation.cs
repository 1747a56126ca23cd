using Monitoring.Contracts;

namespace Monitoring.Simulator.Fleet;

/// <summary>Whether a station works. It is a property of the whole run; single instruments fail by <see cref="Values.FaultRota"/>.</summary>
public enum StationService
{
    Working,

    /// <summary>Every value is marked F.</summary>
    Stopped,

    /// <summary>Every value is marked M.</summary>
    Maintenance,

    /// <summary>Nothing is sent at all.</summary>
    Silent,
}

/// <summary>A device that the simulator plays.</summary>
/// <param name="Index">Its place among the stations of its kind in the registry; the rota of faults counts by it.</param>
/// <param name="Id">Station in the registry.</param>
/// <param name="Mn">Device number.</param>
/// <param name="Kind">Water or air.</param>
/// <param name="Region">Stations of one region have the same weather.</param>
/// <param name="IsLake">A lake: little phosphorus, much light.</param>
/// <param name="Service">Whether it works.</param>
public sealed record SimulatedStation(int Index, string Id, string Mn, StationKind Kind, string Region, bool IsLake, StationService Service);
