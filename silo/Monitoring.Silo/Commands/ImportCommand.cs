using System.CommandLine;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Import;
using Monitoring.Storage;
using Spectre.Console;

namespace Monitoring.Silo.Commands;

/// <summary>
/// <c>import KIND FILE.csv</c>: history in through the door of gateways, so that it is merged, judged and kept like live data.
/// Repeating an import changes nothing.
/// </summary>
internal static class ImportCommand
{
    private const string DefaultPasswordFile = "data/initial-admin-password";
    private const string TokenVariable = "MONITORING_TOKEN";

    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", ImportKind.All) };
        var file = new Argument<FileInfo>("FILE") { Description = "CSV file with a header, UTF-8" };
        var url = new Option<string>("--url") { Description = "a running system", DefaultValueFactory = _ => "http://localhost:8080" };
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "the data folder of a stopped system, instead of --url" };
        var user = new Option<string>("--user") { Description = "who imports: an admin of the running system", DefaultValueFactory = _ => "admin" };
        var password = new Option<string?>("--password") { Description = "the user's password" };
        var passwordFile = new Option<string>("--password-file") { HelpName = "FILE", Description = $"file with the password (default {DefaultPasswordFile})", DefaultValueFactory = _ => DefaultPasswordFile };
        var token = new Option<string?>("--token") { Description = $"a gateway's token instead of a user; also from {TokenVariable}" };
        kind.AcceptOnlyFromAmong(ImportKind.All);
        file.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<FileInfo>() is { Exists: false } missing)
            {
                r.AddError($"there is no file {missing.Name}");
            }
        });
        url.Validators.Add(r =>
        {
            if (!Uri.TryCreate(r.GetValueOrDefault<string>(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                r.AddError("--url wants an address such as http://localhost:8080");
            }
        });

        var command = new Command("import", "back-fill history from a file") { kind, file, url, data, user, password, passwordFile, token };
        command.Validators.Add(r =>
        {
            if (r.GetResult(data) is { Implicit: false } && r.GetResult(url) is { Implicit: false })
            {
                r.AddError("give --url of a running system or --data of a stopped one, not both");
            }
        });
        command.SetAction((r, cancellationToken) => Guarded(() => Run(
            r.GetValue(kind)!,
            r.GetValue(file)!,
            () => r.GetValue(data) is { } folder
                ? ImportTarget.OfFolder(folder, cancellationToken)
                : ImportTarget.OfSystem(new Uri(r.GetValue(url)!), LoginOf(r.GetValue(token), r.GetValue(user)!, r.GetValue(password), r.GetValue(passwordFile)!), cancellationToken),
            cancellationToken)));
        return command;
    }

    private static async Task<int> Run(string kind, FileInfo file, Func<Task<ImportTarget>> open, CancellationToken cancellationToken)
    {
        // The file first: one of another layout must not even open the store.
        var clock = TimeProvider.System;
        var import = ImportFile.Read(kind, await File.ReadAllBytesAsync(file.FullName, cancellationToken), clock.GetUtcNow());
        await using var target = await open();
        var console = new ImportConsole(AnsiConsole.Console);
        var result = await console.Show($"{kind} {file.Name}", progress => new ImportRun(target.Ingest, clock).Deliver(import, progress, cancellationToken));
        console.Say(result);

        // Rows without a measurement are ordinary; a file of which nothing could be taken is not.
        return result.Stored == 0 && result.Rejected.Count > 0 ? 1 : 0;
    }

    private static ImportLogin LoginOf(string? token, string user, string? password, string passwordFile)
    {
        token ??= Environment.GetEnvironmentVariable(TokenVariable);
        if (token is { Length: > 0 } || password is not null)
        {
            return new ImportLogin(token, user, password ?? "");
        }

        return File.Exists(passwordFile)
            ? new ImportLogin(null, user, File.ReadAllText(passwordFile).Trim())
            : throw new UnauthorizedAccessException($"importing into a running system needs a login: --user with --password or --password-file, or --token ({passwordFile} is not there)");
    }

    private static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StartFailure failure)
        {
            await Console.Error.WriteLineAsync("import: " + failure.Message);
            return failure.IsWrongUsage ? Program.WrongUsage : Program.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or HttpRequestException or StoreUnavailableException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("import: " + e.Message.Split('\n')[0]);
            return 1;
        }
    }
}
