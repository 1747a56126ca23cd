using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Monitoring.Api.Auth;
using Monitoring.Api.Demo;
using Monitoring.Api.Hosting;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Uplink;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Periods;
using Monitoring.Silo.Remote;
using Monitoring.Silo.Retention;
using Monitoring.Storage;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Postgres;
using Monitoring.Storage.Series;
using Monitoring.Testing;
using GatewayDevices = Monitoring.Gateway.Devices.DeviceOptions;
using SiloDevices = Monitoring.Silo.Hosting.DeviceOptions;

namespace Monitoring.Api.Tests;

/// <summary>appsettings.json is the sample that operators copy from, and docs/operations/configuration.md its commentary.</summary>
public sealed class ConfigurationTests
{
    private static readonly IConfigurationRoot Sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

    // Set by the program itself, or meaningless while the backend is in the same process, or a secret.
    private static readonly string[] NotInTheSample =
    [
        "Gateway:Data", "Gateway:Listen", "Silo:DataFolder", "Silo:Url", "Uplink:Url", "Uplink:Token", "Uplink:Compress",
        "Storage:Postgres:ConnectionString", "Storage:Postgres:MigrationConnectionString",
        "Storage:Series:Influx:Token", "Storage:Series:Influx:Password",
    ];

    public static TheoryData<string, Type> Sections => new()
    {
        { ServeOptions.Section, typeof(ServeOptions) },
        { AuthOptions.Section, typeof(AuthOptions) },
        { DemoOptions.Section, typeof(DemoOptions) },
        { GatewayDevices.Section, typeof(GatewayDevices) },
        { SiloDevices.Section, typeof(SiloDevices) },
        { GatewayOptions.Section, typeof(GatewayOptions) },
        { LineOptions.Section, typeof(LineOptions) },
        { IntakeOptions.Section, typeof(IntakeOptions) },
        { SpoolOptions.Section, typeof(SpoolOptions) },
        { QuarantineOptions.Section, typeof(QuarantineOptions) },
        { UplinkOptions.Section, typeof(UplinkOptions) },
        { SiloOptions.Section, typeof(SiloOptions) },
        { RetentionOptions.Section, typeof(RetentionOptions) },
        { RemoteSiloOptions.Section, typeof(RemoteSiloOptions) },
        { StorageOptions.Section, typeof(StorageOptions) },
        { $"{StorageOptions.Section}:{nameof(StorageOptions.Postgres)}", typeof(PostgresOptions) },
        { PeriodOptions.Section, typeof(PeriodOptions) },
        { AirOptions.Section, typeof(AirOptions) },
        { SeriesOptions.Section, typeof(SeriesOptions) },
        { InfluxOptions.Section, typeof(InfluxOptions) },
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_sample_has_every_option_at_its_default(string section, Type options)
    {
        var stated = Sample.GetSection(section).GetChildren().Select(c => $"{section}:{c.Key}").ToList();

        OptionsOf(section, options).Except(stated).ShouldBeEmpty();
        var defaults = Activator.CreateInstance(options);
        var bound = Activator.CreateInstance(options);
        Sample.GetSection(section).Bind(bound);
        JsonSerializer.Serialize(bound, options).ShouldBe(JsonSerializer.Serialize(defaults, options));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_commentary_names_every_option(string section, Type options)
    {
        var commentary = File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot, "docs", "operations", "configuration.md"));

        OptionsOf(section, options).Where(o => !commentary.Contains($"`{o}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_sample_has_nothing_that_no_part_reads()
    {
        var known = Sections.SelectMany(s => OptionsOf(s.Data.Item1, s.Data.Item2)).ToHashSet();
        var stated = Sample.AsEnumerable().Where(e => e.Value is not null && !e.Key.StartsWith("Logging:", StringComparison.Ordinal)).Select(e => e.Key);

        stated.Where(key => !known.Contains(key)).ShouldBeEmpty();
    }

    private static IEnumerable<string> OptionsOf(string section, Type options) => options.GetProperties()
        .Where(p => p.CanWrite || typeof(System.Collections.IEnumerable).IsAssignableFrom(p.PropertyType))
        .Select(p => $"{section}:{p.Name}")
        .Except(NotInTheSample);
}
