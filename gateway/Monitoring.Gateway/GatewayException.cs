namespace Monitoring.Gateway;

/// <summary>What stops the gateway from doing its work, in words an operator can act on. Base of the gateway's own exceptions.</summary>
public class GatewayException(string message, Exception? inner = null) : Exception(message, inner);
