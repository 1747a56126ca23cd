using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Spool;

/// <summary>How far the rows that an unclean stop left behind have been read again.</summary>
/// <param name="IsRunning">True while there are rows left to read.</param>
/// <param name="Rows">Rows read so far; 0 when the start needed no check, or did it at once because the file is small.</param>
/// <param name="Altered">Of these, rows whose bytes are not those that were stored; the uplink parks them.</param>
public sealed record SpoolCheckStatus(bool IsRunning, long Rows, long Altered);

/// <summary>
/// Reads every row that was there at an unclean start, in small slices beside the doors and the uplink: a file of gigabytes
/// must not keep devices waiting. Damage that it meets is repaired as if the uplink had met it.
/// </summary>
internal sealed class SpoolCheck(SpoolReader reader, ILogger logger)
{
    private const int SliceRows = 1000;
    private const long SliceBytes = 1024 * 1024;

    private volatile SpoolCheckStatus status = new(false, 0, 0);
    private volatile bool isStopped;
    private Thread? thread;

    public SpoolCheckStatus Status => status;

    public void Start(long through)
    {
        status = new SpoolCheckStatus(true, 0, 0);
        thread = new Thread(() => Run(through)) { IsBackground = true, Name = "spool check", Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    public void Stop()
    {
        isStopped = true;
        thread?.Join();
    }

    private void Run(long through)
    {
        try
        {
            for (var last = 0L; last < through && !isStopped;)
            {
                var slice = reader.OldestFirst(last, SliceRows, SliceBytes).FindAll(row => row.Sequence <= through);
                if (slice.Count == 0)
                {
                    break;
                }

                last = slice[^1].Sequence;
                status = status with { Rows = status.Rows + slice.Count, Altered = status.Altered + slice.Count(row => !row.IsIntact) };
            }

            logger.LogInformation("Read {Rows} rows of the spool again after the unclean stop; {Altered} of them are not what was stored", status.Rows, status.Altered);
        }
        catch (GatewayException e)
        {
            logger.LogWarning("The check of the spool ends here: {Reason}", e.Message);
        }
        finally
        {
            status = status with { IsRunning = false };
        }
    }
}
