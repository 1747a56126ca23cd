using System.Data;
using Monitoring.Storage.Relational;
using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>One connection. It is not pooled: what it holds (prepared statements, temporary tables, the owner's lock) goes when it is closed.</summary>
internal sealed class PostgresSession : ISession, IDisposable
{
    private PostgresSession(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    public bool IsOpen => (Connection.FullState & (ConnectionState.Open | ConnectionState.Broken)) == ConnectionState.Open;

    public static PostgresSession Open(PostgresDatabase database)
    {
        var opened = new NpgsqlConnection(database.ConnectionString);
        try
        {
            opened.Open();
            return new PostgresSession(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public IStatement Prepare(string sql) => new PostgresStatement(Connection, sql);

    public string IsAmong(string column) => $"{column} = ANY (?)";

    public void Serialize(string matter) => Prepare("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))").Bind(matter).Run();

    public void Announce(string change) => Prepare("SELECT pg_notify(?, '')").Bind(ChannelOf(change)).Run();

    public static string ChannelOf(string change) => $"{PostgresDatabase.Schema}_{change}";

    /// <summary>Runs one or more statements that return nothing of interest.</summary>
    public void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, Connection);
        command.ExecuteNonQuery();
    }

    public string Setting(string name)
    {
        using var row = Prepare("SELECT current_setting(?)").Bind(name);
        row.Step();
        return row.Text(0);
    }

    public void Dispose() => Connection.Dispose();
}
