namespace Monitoring.Storage;

/// <summary>The data folder or the database cannot be used; the message is one line for the operator: what, why, what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
