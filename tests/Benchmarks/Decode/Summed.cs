namespace Monitoring.Benchmarks.Decode;

/// <summary>One number out of a value's code, decimal and mark: both decoders must come to the same sum.</summary>
internal static class Summed
{
    public static long Of(int codeLength, decimal number, int mark) => codeLength + mark + (long)(number * 1000m);
}
