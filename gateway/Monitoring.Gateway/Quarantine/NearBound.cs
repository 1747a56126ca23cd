using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Says once when a bound is near, and once when it is far again.</summary>
/// <param name="what">Is bounded.</param>
/// <param name="max">The bound.</param>
/// <param name="then">What happens at it, with the option that sets it.</param>
internal sealed class NearBound(string what, long max, string then)
{
    private bool isNear;

    public void Watch(long held, ILogger logger)
    {
        if (QuarantineStatus.IsNear(held, max) == isNear)
        {
            return;
        }

        isNear = !isNear;
        if (isNear)
        {
            logger.LogWarning("The quarantine holds {Held} of {Max} {What}; at the bound {Then}", held, max, what, then);
        }
        else
        {
            logger.LogInformation("The quarantine is down to {Held} of {Max} {What}", held, max, what);
        }
    }
}
