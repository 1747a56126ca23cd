using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Contracts.Registry;
using Monitoring.Gateway.DataFiles;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Devices;

/// <summary>
/// The devices that may come in: all in memory for the doors, each change in the file before anybody acts on it. The file is
/// readable by its owner only, since it holds the passwords in clear (<see cref="Device"/> says why).
/// </summary>
public sealed class DeviceRegistry : IAsyncDisposable
{
    /// <summary>The name under which <see cref="DeviceOptions.AutoRegister"/> registers.</summary>
    public const string RegisteredByItself = "auto";

    private const int MaxMnLength = 64;

    private readonly ConcurrentDictionary<string, Entry> devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> byText;
    private readonly SemaphoreSlim autoRegistration = new(1);
    private readonly DataFile file;
    private readonly DeviceWriter writer;
    private readonly DeviceOptions options;
    private readonly TimeProvider clock;

    private DeviceRegistry(DataFile file, DeviceOptions options, TimeProvider clock, ILogger logger)
    {
        this.file = file;
        this.options = options;
        this.clock = clock;
        byText = devices.GetAlternateLookup<ReadOnlySpan<char>>();
        writer = new DeviceWriter(file, Remember, logger);
    }

    public IReadOnlyCollection<Device> All => [.. devices.Values.Select(entry => entry.Device)];

    public DataFileStatus File => file.StatusWith(writer.Pragmas);

    /// <summary>Opens the registry, or begins an empty one.</summary>
    /// <exception cref="GatewayException">The file is in use by another process, newer than this program, or cannot be opened.</exception>
    public static Task<DeviceRegistry> Open(string path, DeviceOptions options, TimeProvider clock, ILogger? logger = null) =>
        Task.Run(() => OpenHere(path, options, clock, logger ?? NullLogger.Instance));

    public Device? Find(string mn) => devices.TryGetValue(mn, out var entry) ? entry.Device : null;

    /// <summary>How the device of this number speaks HJ 212; by the standard when nobody registered it.</summary>
    /// <param name="mn">Its number in ASCII.</param>
    public DeviceDialect DialectOf(ReadOnlySpan<byte> mn) => Find(mn)?.Dialect ?? DeviceDialect.Standard;

    /// <summary>What frames are read with: a dialect of the check is accepted, and a data area decrypted, only of stations that are configured so.</summary>
    public Hj212ReadOptions Tolerance() => new()
    {
        StationDialects = mn => DialectOf(mn).Crc,
        StationKeys = mn => Hj212DataKey.TryParse(DialectOf(mn).DataKey, out var key) ? key : null,
    };

    /// <summary>
    /// Lets a device in or says why not. With <see cref="DeviceOptions.AutoRegister"/> an unknown MN is registered, durably,
    /// with the password it presents.
    /// </summary>
    public ValueTask<Admission> Admit(string mn, string? password, StationKind kind, CancellationToken cancellationToken)
    {
        if (devices.TryGetValue(mn, out var entry))
        {
            return new ValueTask<Admission>(entry.Admit(password));
        }

        return options.AutoRegister && password is not null && IsMn(mn)
            ? AutoRegister(mn, password, kind, cancellationToken)
            : new ValueTask<Admission>(new Admission(null, RefusalReason.UnknownMn));
    }

    /// <summary>Registers a device or changes its registration; durable before it returns.</summary>
    /// <exception cref="ArgumentException">The MN is none.</exception>
    /// <exception cref="GatewayException">The disk refused: nothing has changed.</exception>
    public async Task<Device> Register(DeviceRegistration registration, CancellationToken cancellationToken)
    {
        if (!IsMn(registration.Mn))
        {
            throw new ArgumentException($"'{registration.Mn}' is no MN: 1 to {MaxMnLength} printable ASCII characters without a blank", nameof(registration));
        }

        var known = Find(registration.Mn);
        var device = new Device(
            registration.Mn,
            registration.Password,
            registration.Station ?? FleetRegistry.StationOf(registration.Mn) ?? StationId.FromMn(registration.Mn),
            registration.StationKind,
            known?.RegisteredAt ?? clock.GetUtcNow(),
            registration.RegisteredBy) { Dialect = registration.Dialect ?? known?.Dialect ?? DeviceDialect.Standard };
        var write = new DeviceWrite(device);
        await writer.Enqueue(write, cancellationToken);
        return await write.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        autoRegistration.Dispose();
    }

    private Device? Find(ReadOnlySpan<byte> mn)
    {
        Span<char> text = stackalloc char[MaxMnLength];
        return Encoding.ASCII.TryGetChars(mn, text, out var length) && byText.TryGetValue(text[..length], out var entry) ? entry.Device : null;
    }

    private static bool IsMn(string mn) => mn is { Length: > 0 and <= MaxMnLength } && mn.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static DeviceRegistry OpenHere(string path, DeviceOptions options, TimeProvider clock, ILogger logger)
    {
        var opened = DataFile.Open(path, new DataFileKind(typeof(DeviceRegistry)), clock, logger);
        try
        {
            var registry = new DeviceRegistry(opened, options, clock, logger);
            registry.Load();
            registry.writer.Start();
            return registry;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    // One at a time: two lines that bring the same new MN must agree on whose password counts, and the bound must hold.
    private async ValueTask<Admission> AutoRegister(string mn, string password, StationKind kind, CancellationToken cancellationToken)
    {
        await autoRegistration.WaitAsync(cancellationToken);
        try
        {
            if (devices.TryGetValue(mn, out var entry))
            {
                return entry.Admit(password);
            }

            return devices.Count < options.MaxAutoRegistered
                ? new Admission(await Register(new DeviceRegistration(mn, password, null, kind, RegisteredByItself), cancellationToken), null)
                : new Admission(null, RefusalReason.UnknownMn);
        }
        finally
        {
            autoRegistration.Release();
        }
    }

    private void Load()
    {
        using var connection = file.OpenReader();
        using var command = connection.Prepared("SELECT mn, password, station, station_kind, registered_ms, registered_by, crc, minute_interval, data_key FROM device");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            Remember(new Device(
                reader.GetString(0),
                reader.GetString(1),
                StationId.Parse(reader.GetString(2)),
                (StationKind)reader.GetInt32(3),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                reader.GetString(5)) { Dialect = DialectOf(reader) });
        }
    }

    private static DeviceDialect DialectOf(SqliteDataReader row) => new(
        Hj212CrcDialectNames.TryRead(row.GetString(6), out var crc) ? crc : Hj212CrcDialects.None,
        row.IsDBNull(7) ? null : TimeSpan.FromMinutes(row.GetInt32(7)),
        row.IsDBNull(8) ? null : row.GetString(8));

    private void Remember(Device device) => devices[device.Mn] = new Entry(device, new DevicePassword(device.Password));

    private sealed record Entry(Device Device, DevicePassword Password)
    {
        public Admission Admit(string? presented) => presented is not null && Password.Is(presented)
            ? new Admission(Device, null)
            : new Admission(null, RefusalReason.WrongPassword);
    }
}
