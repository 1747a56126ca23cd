using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Quarantine;

/// <summary>Says once when a bound that refuses is near, and once when it is far again.</summary>
internal sealed class NearBound(string what, string option, long max)
{
    private bool isNear;

    public void Watch(long bytes, ILogger logger)
    {
        if (QuarantineStatus.IsNear(bytes, max) == isNear)
        {
            return;
        }

        isNear = !isNear;
        if (isNear)
        {
            logger.LogWarning("The quarantine holds {Bytes} of {MaxBytes} bytes of {What}; at the bound no more is taken ({Option}). Remove their causes and replay them", bytes, max, what, option);
        }
        else
        {
            logger.LogInformation("The quarantine is down to {Bytes} of {MaxBytes} bytes of {What}", bytes, max, what);
        }
    }
}
