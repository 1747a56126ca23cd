using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Monitoring.Contracts;

/// <summary>
/// The code of a measured parameter as HJ 212-2017 and HJ 525 write it, such as <c>w01001</c> for pH: 1 to 20 ASCII letters
/// and digits. Letters of the published codes are lower case here whatever the device wrote.
/// </summary>
public readonly record struct ParameterCode
{
    /// <summary>Longest code.</summary>
    public const int MaxLength = 20;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly string? value;

    private ParameterCode(string value) => this.value = value;

    /// <summary>The text of the code; empty only for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>Reads a code; false when it is empty, too long or holds anything but ASCII letters and digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ParameterCode code)
    {
        code = default;
        if (text is not { Length: > 0 and <= MaxLength } || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        code = new ParameterCode(IsPublishedForm(text) ? text.ToLowerInvariant() : text);
        return true;
    }

    /// <summary>Reads a code that is known to be well formed.</summary>
    /// <exception cref="FormatException">The text is no parameter code.</exception>
    public static ParameterCode Parse(string text) => TryParse(text, out var code)
        ? code
        : throw new FormatException($"'{text}' is no parameter code: 1 to {MaxLength} ASCII letters and digits");

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>True for one letter and five digits, the form of HJ 212-2017; the codes of 2005 (B01, S02, LA) are others, and keep their case.</summary>
    internal static bool IsPublishedForm(ReadOnlySpan<char> text) => text.Length == 6 && char.IsAsciiLetter(text[0]) && text[1..].IndexOfAnyExceptInRange('0', '9') < 0;
}
