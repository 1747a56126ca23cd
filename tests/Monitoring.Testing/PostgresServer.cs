using System.Diagnostics;

namespace Monitoring.Testing;

/// <summary>
/// A real PostgreSQL as a plain process on a free port of the loopback, with a cluster of its own; never the system's service. It refuses to
/// run as root, so under root it gets the user that its package made.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Packages = "/usr/lib/postgresql";
    private const string ServiceUser = "postgres";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("monitoring-test-pg-");
    private Process? process;

    private PostgresServer(int port) => Port = port;

    /// <summary>Why a test of it cannot run here; empty when it can.</summary>
    public static string AbsentReason =>
        Programs is null ? "postgresql is not installed"
        : NeedsOtherUser && !File.ReadLines("/etc/passwd").Any(l => l.StartsWith(ServiceUser + ":", StringComparison.Ordinal)) ? $"postgresql does not run as root, and there is no user {ServiceUser}"
        : "";

    public int Port { get; }

    private static string? Programs => Directory.Exists(Packages)
        ? Directory.EnumerateDirectories(Packages).Select(v => Path.Combine(v, "bin")).Where(b => File.Exists(Path.Combine(b, "postgres"))).Order().LastOrDefault()
        : null;

    private static bool NeedsOtherUser => Environment.IsPrivilegedProcess;

    private string Data => Path.Combine(folder.FullName, "data");

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer(FreePort.Take());
        try
        {
            if (NeedsOtherUser)
            {
                await Ended(Process.Start("chown", [$"{ServiceUser}:", server.folder.FullName]));
            }

            await Ended(Run(["initdb", "-D", server.Data, "-U", ServiceUser, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]));
            await server.Run();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>For the role that may do everything.</summary>
    public string ConnectionString(string database, string user = ServiceUser) => $"Host=127.0.0.1;Port={Port};Database={database};Username={user}";

    /// <summary>Makes a database, as a copy of another where one is named.</summary>
    /// <returns>Its connection string, for the role that may do everything.</returns>
    public async Task<string> CreateDatabase(string name, string? template = null, string owner = ServiceUser)
    {
        await Ended(Client("createdb", ["-T", template ?? "template0", "-O", owner, name]));
        return ConnectionString(name);
    }

    /// <summary>Runs statements as the role that may do everything.</summary>
    public Task Execute(string sql, string database = "postgres") => Ended(Client("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]));

    /// <summary>Ends the server at once, as a crash does, and starts it again on the same port with the same cluster.</summary>
    public async Task Restart()
    {
        await Stop();
        await Run();
    }

    /// <summary>Ends the server at once, as a crash does.</summary>
    public async Task Stop()
    {
        if (process is { HasExited: false })
        {
            using var signal = Process.Start("kill", ["-QUIT", $"{process.Id}"]);
            await Eventually.Ends(process.WaitForExitAsync());
        }

        process?.Dispose();
        process = null;
    }

    /// <summary>Starts the server that was stopped.</summary>
    public async Task Run()
    {
        process = Run(
            ["postgres", "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "shared_buffers=64MB"]);
        await Eventually.True(
            async () =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"the server ended with {process.ExitCode}");
                }

                using var ready = Client("pg_isready", ["-q"]);
                await Eventually.Ends(ready.WaitForExitAsync());
                return ready.ExitCode == 0;
            },
            "the server accepts connections");
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What a process of the server still holds must not fail the test.
        }
    }

    private static async Task Ended(Process process)
    {
        using var ending = process;
        await Eventually.Ends(ending.WaitForExitAsync());
        if (ending.ExitCode != 0)
        {
            throw new InvalidOperationException($"{ending.StartInfo.FileName} {string.Join(' ', ending.StartInfo.ArgumentList)} ended with {ending.ExitCode}");
        }
    }

    // With its own process id also under another user: the signal of the end must reach the server itself.
    private static Process Run(string[] command)
    {
        command[0] = Path.Combine(Programs!, command[0]);
        string[] whole = NeedsOtherUser ? ["setpriv", "--reuid", ServiceUser, "--regid", ServiceUser, "--init-groups", .. command] : command;
        var start = new ProcessStartInfo(whole[0], whole[1..]) { WorkingDirectory = "/", UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var started = Process.Start(start)!;
        // Read and thrown away: a full pipe would stop the server.
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private Process Client(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(Path.Combine(Programs!, program), ["-h", "127.0.0.1", "-p", $"{Port}", "-U", ServiceUser, .. arguments]))!;
}
