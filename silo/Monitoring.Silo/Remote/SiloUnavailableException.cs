namespace Monitoring.Silo.Remote;

/// <summary>The silo cannot be reached or did not answer: nothing is known to have changed, try again later.</summary>
public sealed class SiloUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
