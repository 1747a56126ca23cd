namespace Monitoring.Storage;

/// <summary>The cursor of a list was not made by this list; a caller's mistake to be told so.</summary>
public sealed class InvalidCursorException : FormatException
{
    public InvalidCursorException()
        : base("the cursor is not one that this list gave")
    {
    }

    public InvalidCursorException(Exception innerException)
        : base("the cursor is not one that this list gave", innerException)
    {
    }
}
