namespace Monitoring.Gateway.DataFiles;

/// <summary>Another process holds the file.</summary>
internal sealed class DataFileInUseException(string path, Exception inner)
    : GatewayException($"the data file {path} cannot be opened: it is in use by another gateway process; give each gateway a data folder of its own", inner);
