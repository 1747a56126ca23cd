namespace Monitoring.Gateway.Spool;

/// <summary>Whose numbers a spool gives; the two change together when a damaged file is replaced.</summary>
/// <param name="GatewayId">Under which the backend knows its rows.</param>
/// <param name="From">The first number that a row has under this id: 1, or where a damaged file was when this one took its place.</param>
public sealed record SpoolNumbers(string GatewayId, long From);
