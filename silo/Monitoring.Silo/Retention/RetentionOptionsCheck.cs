using Microsoft.Extensions.Options;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Retention;

internal sealed class RetentionOptionsCheck : IValidateOptions<SiloOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloOptions options) =>
        options.Retention.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
