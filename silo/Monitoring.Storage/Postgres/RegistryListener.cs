using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>Hears that another process changed the registry. After a lost connection it says so too: what happened meanwhile nobody heard.</summary>
internal sealed class RegistryListener : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource closing = new();
    private readonly PostgresDatabase database;
    private readonly Action changed;
    private readonly TimeProvider clock;
    private readonly Task listening;

    public RegistryListener(PostgresDatabase database, Action changed, TimeProvider clock)
    {
        this.database = database;
        this.changed = changed;
        this.clock = clock;
        listening = Task.Run(Listen);
    }

    public void Dispose()
    {
        closing.Cancel();
        listening.Wait();
        closing.Dispose();
    }

    private async Task Listen()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database.ConnectionString);
                connection.Notification += (_, _) => changed();
                await connection.OpenAsync(closing.Token);
                await using (var listen = new NpgsqlCommand($"LISTEN {PostgresSession.ChannelOf(Relational.StationRegistry.Changes)}", connection))
                {
                    await listen.ExecuteNonQueryAsync(closing.Token);
                }

                changed();
                while (true)
                {
                    await connection.WaitAsync(closing.Token);
                }
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // Whatever it was, and there are more kinds than the driver's own: who stops listening is deaf for good.
                await Task.Delay(Pause, clock, closing.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}
