namespace Monitoring.Storage;

/// <summary>One page of a list; <paramref name="Cursor"/> asks for the next one and is null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor)
{
    public static readonly Page<T> Empty = new([], null);
}
