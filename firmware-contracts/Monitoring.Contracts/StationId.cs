using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Monitoring.Contracts;

/// <summary>
/// The name of a station in this system: 1 to 64 letters, digits, <c>_</c>, <c>-</c> or <c>.</c>. It is part of web
/// addresses and of every key, and never changes once readings exist. A device that is registered without one gets
/// its MN (<see cref="FromMn"/>).
/// </summary>
public readonly record struct StationId
{
    /// <summary>Longest id.</summary>
    public const int MaxLength = 64;

    private readonly string? value;

    private StationId(string value) => this.value = value;

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>Reads an id; false when it is empty, too long or has a character outside the alphabet.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StationId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= MaxLength } || !text.All(IsAllowed))
        {
            return false;
        }

        id = new StationId(text);
        return true;
    }

    /// <summary>Reads an id that is known to be well formed.</summary>
    /// <exception cref="FormatException">The text is no station id.</exception>
    public static StationId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is no station id: 1 to {MaxLength} letters, digits, '_', '-' or '.'");

    /// <summary>
    /// The id of a device that is known only by its MN: the MN itself, any other character written as
    /// <c>_</c> and its code in hexadecimal, so that two MNs never share an id by accident of punctuation.
    /// </summary>
    public static StationId FromMn(string mn)
    {
        ArgumentException.ThrowIfNullOrEmpty(mn);
        if (TryParse(mn, out var id))
        {
            return id;
        }

        var text = new StringBuilder();
        foreach (var c in mn)
        {
            _ = IsAllowed(c) ? text.Append(c) : text.Append('_').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
        }

        return new StationId(text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength));
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
