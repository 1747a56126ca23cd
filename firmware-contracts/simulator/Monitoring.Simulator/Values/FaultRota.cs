using Monitoring.Contracts;

namespace Monitoring.Simulator.Values;

/// <summary>
/// Which instruments fail when. Faults take turns instead of being drawn per station, so that their number is known at every moment:
/// ten water instruments and one air instrument have a mark, two water stations miss an upload.
/// </summary>
public sealed class FaultRota(Noise noise, int waterStations, int airSites)
{
    public const int WaterFaults = 10;
    public const int WaterGaps = 2;

    private static readonly TimeSpan WaterTurn = TimeSpan.FromHours(12);
    private static readonly TimeSpan AirTurn = TimeSpan.FromHours(5);
    private static readonly TimeSpan Mark = TimeSpan.FromHours(4);

    private static readonly string[] Marks = [DataMark.Fault, DataMark.Calibrating, DataMark.AboveRange, DataMark.NoLink, DataMark.Maintenance];

    /// <summary>The mark of an instrument of a water station; null when it works.</summary>
    public string? WaterMark(int station, int instrument, DateTimeOffset time) =>
        Enumerable.Range(0, WaterFaults).Select(slot => Turn("water-fault", time, WaterTurn, slot, waterStations, WaterParameter.All.Count))
            .FirstOrDefault(t => t.Station == station && t.Instrument == instrument).Mark;

    /// <summary>True when the station sends nothing at this mark.</summary>
    public bool IsGap(int station, DateTimeOffset time) =>
        Enumerable.Range(0, WaterGaps).Any(slot => noise.Pick(waterStations, "gap", time.UtcTicks / Mark.Ticks, slot) == station);

    /// <summary>The mark of an instrument of an air site; null when it works.</summary>
    public string? AirMark(int site, int instrument, DateTimeOffset time)
    {
        var turn = Turn("air-fault", time, AirTurn, 0, airSites, AirModel.Pollutants);
        return turn.Station == site && turn.Instrument == instrument ? turn.Mark : null;
    }

    private (int Station, int Instrument, string? Mark) Turn(string what, DateTimeOffset time, TimeSpan length, int slot, int stations, int instruments)
    {
        var turn = time.UtcTicks / length.Ticks;
        return (noise.Pick(stations, what, turn, slot), noise.Pick(instruments, what + "-instrument", turn, slot), Marks[noise.Pick(Marks.Length, what + "-mark", turn, slot)]);
    }
}
