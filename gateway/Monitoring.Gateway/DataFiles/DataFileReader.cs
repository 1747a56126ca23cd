using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// Reads a data file on a connection of its own, beside the writer, one query at a time. Damage that a query meets is told to the
/// writer, and the query after the repair reads the file that took the damaged one's place.
/// </summary>
internal abstract class DataFileReader(DataFile file) : IDisposable
{
    private readonly Lock gate = new();
    private SqliteConnection? connection;
    private int generation;
    private bool isDisposed;

    /// <summary>Compiles the statements of a fresh connection.</summary>
    protected abstract void Prepare(SqliteConnection connection);

    /// <exception cref="GatewayException">The file is damaged there and is being replaced, or it cannot be read now.</exception>
    protected T Read<T>(Func<T> query)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            try
            {
                Connect();
                return query();
            }
            catch (SqliteException e) when (Soundness.IsDamage(e))
            {
                file.ReportDamage(new FoundDamage(e.Message, generation));
                throw new GatewayException($"the data file {file.Path} is damaged ({e.Message}); what can be read is carried over into a new one", e);
            }
            catch (SqliteException e)
            {
                // Its name is away for a moment while it is replaced, or the disk fails: the next query opens it anew.
                connection?.Dispose();
                connection = null;
                throw new GatewayException($"the data file {file.Path} cannot be read now: {e.Message}", e);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            connection?.Dispose();
            connection = null;
        }
    }

    private void Connect()
    {
        if (connection is not null && generation == file.Generation)
        {
            return;
        }

        connection?.Dispose();
        generation = file.Generation;
        connection = file.OpenReader();
        Prepare(connection);
    }
}
