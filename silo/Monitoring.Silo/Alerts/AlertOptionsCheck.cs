using Microsoft.Extensions.Options;

namespace Monitoring.Silo.Alerts;

/// <summary>A rule file that cannot be used stops the start: alerts by other rules than the operator's would be worse than none.</summary>
internal sealed class AlertOptionsCheck : IValidateOptions<AlertOptions>
{
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        try
        {
            _ = AlertRules.Of(options);
            return ValidateOptionsResult.Success;
        }
        catch (InvalidDataException e)
        {
            return ValidateOptionsResult.Fail($"Alerts:RuleFile: {e.Message}");
        }
    }
}
