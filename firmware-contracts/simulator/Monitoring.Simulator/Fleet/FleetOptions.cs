using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Fleet;

/// <summary>What a fleet run is asked to do.</summary>
/// <param name="Doors">Ways to the gateway.</param>
/// <param name="Seed">Another seed is another world.</param>
/// <param name="Stations">How many devices to play, spread over the registry; null: all.</param>
/// <param name="Backfill">How much history is sent at the start.</param>
/// <param name="Speed">How many times faster device time runs, until it has caught up with the real one.</param>
/// <param name="Behind">How far in the past device time starts when it runs faster.</param>
/// <param name="Script">Text of a script of events; null: none.</param>
/// <param name="Once">End when the back-fill is acknowledged.</param>
public sealed record FleetOptions(
    DoorOptions Doors, ulong Seed, int? Stations, TimeSpan Backfill, double Speed, TimeSpan Behind, string? Script, bool Once);
