using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;
using Monitoring.Storage.Moving;
using Monitoring.Storage.Postgres;

namespace Monitoring.Silo.Commands;

/// <summary><c>move --from DIR --to CONNECTION</c>: the store of a stopped system from its data folder into a PostgreSQL database.</summary>
internal static class MoveCommand
{
    private static readonly Option<string> From = new("--from") { HelpName = "DIR", Description = "the data folder of a stopped system", Required = true };
    private static readonly Option<string?> To = new("--to")
    {
        HelpName = "CONNECTION",
        Description = "connection string of the role that owns the tables (default Storage:Postgres of the environment)",
    };

    public static Command Create()
    {
        var move = new Command("move", "moves a data folder's store into a PostgreSQL database; may be stopped and begun again") { From, To };
        move.SetAction((asked, cancellation) => Run(asked.GetValue(From)!, asked.GetValue(To), cancellation));
        return move;
    }

    private static async Task<int> Run(string folder, string? to, CancellationToken cancellationToken)
    {
        PostgresDatabase owner;
        string? login;
        try
        {
            (owner, login) = Target(to);
        }
        catch (StoreUnavailableException e)
        {
            await Console.Error.WriteLineAsync("move: " + e.Message);
            return Program.WrongUsage;
        }

        try
        {
            if (!Directory.Exists(folder))
            {
                throw new StoreUnavailableException($"there is no folder {Path.GetFullPath(folder)}: --from names the data folder of a system");
            }

            // The stations' owner has a lock of its own on the file; these are those of an API and of a silo's process.
            using var api = DataFolder.Open(folder, "lock");
            using var silo = DataFolder.Open(folder, "silo.lock");
            var tables = await Task.Run(
                () => StoreMove.Run(folder, owner, login, TimeProvider.System, (table, rows) => Console.Out.WriteLine($"{table}: {rows} rows copied"), cancellationToken), cancellationToken);
            foreach (var table in tables)
            {
                await Console.Out.WriteLineAsync($"{table.Name}: {table.Rows} rows, {(table.IsSame ? "the same there" : $"{table.RowsThere} there, and they differ")}");
            }

            if (!tables.All(t => t.IsSame))
            {
                await Console.Error.WriteLineAsync($"move: {owner.Place} differs from {folder}, which was changed since the move began: move it into an empty database");
                return Program.Failed;
            }

            await Console.Out.WriteLineAsync($"moved to {owner.Place}; start every program with Storage__Kind=postgres and the same --data, which keeps gateway and keys");
            return Program.Done;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("move: stopped; the same command goes on from here");
            return Program.Failed;
        }
        catch (Exception e) when (e is StartFailure or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync("move: " + e.Message);
            return Program.Failed;
        }
    }

    // The login of the programs gets its rights here, where the environment names it.
    private static (PostgresDatabase Owner, string? Login) Target(string? to)
    {
        var configured = (new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions()).Postgres;
        var owner = to is not null ? PostgresDatabase.Of(to) : configured.Migrator() ?? configured.Database();
        var programs = configured is { ConnectionString: null, ConnectionStringFile: null } ? null : configured.Database();
        return (owner, programs?.Login == owner.Login ? null : programs?.Login);
    }
}
