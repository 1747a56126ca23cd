using System.Globalization;

namespace Monitoring.Protocols.Tests;

/// <summary>
/// Bytes that were good once: the golden vectors, flipped, cut, doubled and spliced. A failing run is repeated with
/// MONITORING_FUZZ_SEED, which the test prints.
/// </summary>
internal sealed class Mutations
{
    private const int MaxLength = 4096;

    private readonly IReadOnlyList<byte[]> corpus;
    private readonly Random random;

    public Mutations(IReadOnlyList<byte[]> corpus, ITestOutputHelper output)
    {
        Seed = int.TryParse(Environment.GetEnvironmentVariable("MONITORING_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next();
        output.WriteLine($"MONITORING_FUZZ_SEED={Seed}");
        this.corpus = corpus;
        random = new Random(Seed);
    }

    public int Seed { get; }

    public int Choose(int below) => random.Next(below);

    public byte[] Next()
    {
        var bytes = corpus[random.Next(corpus.Count)].ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            Mutate(bytes);
        }

        return [.. bytes.Take(MaxLength)];
    }

    private void Mutate(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(32, bytes.Count - at) + 1);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, corpus[random.Next(corpus.Count)]);
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
