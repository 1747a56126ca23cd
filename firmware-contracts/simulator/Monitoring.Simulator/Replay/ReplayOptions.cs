using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Replay;

/// <summary>Which rows of which file go to which doors.</summary>
/// <param name="Layout">Name of the file's layout.</param>
/// <param name="Doors">Ways to the gateway.</param>
/// <param name="Split">Doors that the devices are dealt to in turn.</param>
/// <param name="Provinces">Provinces as the file names them; empty: all.</param>
/// <param name="Date">Day of the snapshot or of the values; null: all.</param>
public sealed record ReplayOptions(string Layout, DoorOptions Doors, IReadOnlyList<string> Split, IReadOnlyList<string> Provinces, DateOnly? Date);
