using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>What became of a turn. A value, so that what the sender decides by does not hang on how exceptions travel.</summary>
[GenerateSerializer]
[Immutable]
[Alias("monitoring.station-answer")]
internal readonly struct StationAnswer
{
    [Id(0)]
    public int New { get; init; }

    [Id(1)]
    public int Corrected { get; init; }

    [Id(2)]
    public int Repeated { get; init; }

    /// <summary>Why nothing is stored; null when it is.</summary>
    [Id(3)]
    public string? Fault { get; init; }

    /// <summary>True when the store cannot write now, and the same batch may succeed later.</summary>
    [Id(4)]
    public bool IsOfTheStore { get; init; }

    public static StationAnswer Of(StationReceipt receipt) => new() { New = receipt.New, Corrected = receipt.Corrected, Repeated = receipt.Repeated };

    public static StationAnswer Of(Exception fault) => new() { Fault = fault.Message, IsOfTheStore = StoreFault.IsOfTheStore(fault) };

    /// <exception cref="IOException">The store cannot write now.</exception>
    /// <exception cref="InvalidOperationException">The batch can never be stored.</exception>
    public StationReceipt Receipt() => this switch
    {
        { Fault: null } => new StationReceipt(New, Corrected, Repeated),
        { IsOfTheStore: true } => throw new IOException(Fault),
        _ => throw new InvalidOperationException(Fault),
    };
}
