namespace Monitoring.Gateway.Desk;

/// <summary>Under which name the gateway keeps what was done at its desk: whoever owns the folder, and no account of the system.</summary>
internal static class DeskOperator
{
    public const string Name = "command line";
}
