namespace Monitoring.Gateway.Uplink;

/// <summary>
/// How many rows one pump takes at once. A batch that is refused or takes too long halves it, so that a bad row shows itself and a line that bounds requests
/// or a slow backend is served; only a run of batches that went through doubles it again, or every second request would be refused for ever.
/// </summary>
internal sealed class BatchSize(UplinkOptions options)
{
    private const int RunThatGrows = 16;
    private int run;

    public int Rows { get; private set; } = options.MaxBatchRows;

    public void Refused(int rows)
    {
        Rows = Math.Max(1, rows / 2);
        run = 0;
    }

    public void WentThrough()
    {
        if (++run == RunThatGrows)
        {
            Rows = Math.Min(Rows * 2, options.MaxBatchRows);
            run = 0;
        }
    }
}
