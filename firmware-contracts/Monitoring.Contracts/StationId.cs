using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
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

    private const int HashDigits = 8;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private readonly string? value;

    private StationId(string value) => this.value = value;

    /// <summary>The text of the id; empty only for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>Reads an id; false when it is empty, too long or has a character outside the alphabet.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StationId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= MaxLength } || text.AsSpan().ContainsAnyExcept(Allowed))
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
    /// The id of a device that is known only by its MN: the MN itself where it is an id. Of any other MN each foreign character is written
    /// as <c>_</c> and its code in hexadecimal, and the text ends with <c>.</c> and the first 8 hexadecimal digits of the MN's
    /// SHA-256 (UTF-8), for which it is cut if it is too long: two MNs share no id unless somebody makes one for it.
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
            _ = Allowed.Contains(c) ? text.Append(c) : text.Append('_').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
        }

        var room = MaxLength - 1 - HashDigits;
        text.Length = Math.Min(text.Length, room);
        return new StationId($"{text}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mn)))[..HashDigits]}");
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
