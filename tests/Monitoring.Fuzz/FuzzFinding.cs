namespace Monitoring.Fuzz;

/// <summary>The product answered, and the answer breaks a rule that holds for every input.</summary>
public sealed class FuzzFinding : Exception
{
    public FuzzFinding()
    {
    }

    public FuzzFinding(string rule)
        : base(rule)
    {
    }

    public FuzzFinding(string rule, Exception cause)
        : base(rule, cause)
    {
    }
}
