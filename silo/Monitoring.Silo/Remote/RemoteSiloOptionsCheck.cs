using Microsoft.Extensions.Options;

namespace Monitoring.Silo.Remote;

internal sealed class RemoteSiloOptionsCheck : IValidateOptions<RemoteSiloOptions>
{
    public ValidateOptionsResult Validate(string? name, RemoteSiloOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
