using System.Runtime.InteropServices;
using System.Text;

namespace Monitoring.Fuzz;

/// <summary>
/// Bytes that were good once: seeds flipped, cut, doubled and spliced, with words and numbers of the target's language put in.
/// Blind to coverage; depth comes from seeds that follow the rules and from the target, which repairs checks and lengths.
/// </summary>
public sealed class Mutations(FuzzTarget target)
{
    private const int MostSteps = 6;
    private const int Nearby = 32;

    private static readonly byte[][] Numbers = [.. new[]
    {
        "0", "1", "-1", "7", "255", "256", "9999", "65535", "65536", "2147483647", "2147483648", "-2147483649", "4294967295", "9223372036854775807",
        "9223372036854775808", "0.1", "-0.0", "1e400", "1E-400", "1e9", "0000000000000001", "79228162514264337593543950335", "79228162514264337593543950336",
        "0.00000000000000000000000000001", "NaN", "Infinity", "20260230250000", "20261121080000", "99991231235959", "00010101000000", "+5", " 5", "5 ", "٣",
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly List<byte> bytes = [];

    public Dice Dice { get; } = new();

    /// <summary>The input of a run; the same for the same seed and run.</summary>
    public byte[] Make(ulong seed, long run)
    {
        Dice.Begin(seed, run);
        bytes.Clear();
        bytes.AddRange(Dice.Of(target.Seeds));

        // Some seeds stay whole, so that what works is seen to work between the broken ones.
        for (var steps = Dice.OneIn(16) ? 0 : 1 + Dice.Below(MostSteps); steps > 0; steps--)
        {
            Mutate();
        }

        target.Repair(Dice, bytes);
        return CollectionsMarshal.AsSpan(bytes)[..Math.Min(bytes.Count, target.LongestInput)].ToArray();
    }

    private void Mutate()
    {
        var at = Dice.Below(bytes.Count + 1);
        var length = Dice.Below(Math.Min(Dice.OneIn(8) ? bytes.Count : Nearby, bytes.Count - at) + 1);
        switch (Dice.Below(12))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << Dice.Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Dice.Byte();
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(Dice.Below(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                Splice(at);
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                ReplaceNumber(at);
                break;
            case 7:
                Repeat(at, length);
                break;
            case 8:
                bytes.InsertRange(at, Dice.Of(Numbers));
                break;
            case 9:
                bytes.Insert(at, Dice.Byte());
                break;
            default:
                bytes.InsertRange(at, target.Words.Count > 0 ? Dice.Of(target.Words) : Dice.Of(Numbers));
                break;
        }
    }

    private void Splice(int at)
    {
        var other = Dice.Of(target.Seeds);
        var from = Dice.OneIn(2) ? 0 : Dice.Below(other.Length);
        bytes.RemoveRange(at, Dice.OneIn(2) ? bytes.Count - at : 0);
        bytes.InsertRange(at, other.AsSpan(from));
    }

    private void ReplaceNumber(int at)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at]))
        {
            at++;
        }

        var end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Dice.Of(Numbers));
    }

    // A short piece many times over is what makes a search behave as the square of its input.
    private void Repeat(int at, int length)
    {
        var piece = Dice.OneIn(2) && target.Words.Count > 0 ? Dice.Of(target.Words) : [.. bytes.GetRange(at, length)];
        var room = Dice.OneIn(8) ? target.LongestInput - bytes.Count : Nearby * 4;
        for (var written = 0; piece.Length > 0 && written + piece.Length <= room; written += piece.Length)
        {
            bytes.InsertRange(at, piece);
        }
    }
}
