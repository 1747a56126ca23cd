using System.Text;

namespace Monitoring.Fuzz;

/// <summary>
/// One place where the product takes bytes from outside. It must answer every input; an exception is a finding, and so is an
/// answer that breaks one of the target's own rules (<see cref="FuzzFinding"/>).
/// </summary>
public abstract class FuzzTarget : IAsyncDisposable
{
    /// <summary>For the command line and reports.</summary>
    public abstract string Name { get; }

    /// <summary>Well-formed inputs to start from, made from the rules.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words that mean something to the target.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>Outcomes that every run of some length must reach: a run that saw fewer has tested nothing.</summary>
    public abstract IReadOnlyList<string> Demanded { get; }

    public virtual int LongestInput => 8 * 1024;

    /// <summary>Runs of the short form in the test suite.</summary>
    public virtual int ShortRuns => 20_000;

    /// <summary>Makes checks and lengths true again, most of the time, so that mutations get past them.</summary>
    public virtual void Repair(Dice dice, List<byte> bytes)
    {
    }

    /// <summary>Gets ready; called once, before the first input.</summary>
    public virtual Task Start() => Task.CompletedTask;

    /// <summary>Gives the input to the product and tells what came out.</summary>
    public abstract ValueTask Take(byte[] input, Outcomes outcomes);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static IReadOnlyList<byte[]> Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    protected static void Hold(bool isTrue, string rule)
    {
        if (!isTrue)
        {
            throw new FuzzFinding(rule);
        }
    }
}
