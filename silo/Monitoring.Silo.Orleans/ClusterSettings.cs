using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Orleans;

/// <summary>The cluster's options as they are configured, checked before anything starts.</summary>
internal static class ClusterSettings
{
    /// <exception cref="StartFailure">They cannot work together.</exception>
    public static OrleansOptions Of(IConfiguration configuration)
    {
        var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        if (!string.Equals(storage.Kind, StoreKinds.Postgres, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong($"Silo:Host=orleans needs a store that every silo reaches: set {StorageOptions.Section}:{nameof(StorageOptions.Kind)}={StoreKinds.Postgres}");
        }

        var options = configuration.GetSection(OrleansOptions.Section).Get<OrleansOptions>() ?? new OrleansOptions();
        if (options.ConnectionString.Length == 0)
        {
            options.ConnectionString = storage.Postgres.Database().ConnectionString;
            options.OwnerConnectionString = storage.Postgres.Migrator()?.ConnectionString ?? "";
        }

        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
        {
            throw Wrong($"{OrleansOptions.Section}: {faults[0].ErrorMessage}");
        }

        return IPAddress.TryParse(options.Address, out _)
            ? options
            : throw Wrong($"{OrleansOptions.Section}:{nameof(OrleansOptions.Address)} needs an IP address, not '{options.Address}'");
    }

    private static StartFailure Wrong(string message) => new(message) { IsWrongUsage = true };
}
