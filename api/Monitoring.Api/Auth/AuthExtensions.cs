using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Access;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Auth;

internal static class AuthExtensions
{
    public static IServiceCollection AddAuth(this IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section))
            .Validate(o => o.AccessTokenLife > TimeSpan.Zero && o.RefreshTokenLife > o.AccessTokenLife, "Auth:RefreshTokenLife must be longer than Auth:AccessTokenLife, and both above zero")
            .Validate(o => o.LoginsPerMinute > 0, "Auth:LoginsPerMinute must be above zero")
            .ValidateOnStart();
        services.AddDataProtection().SetApplicationName("Monitoring").PersistKeysToFileSystem(new DirectoryInfo(folder["keys"]));
        services.AddSingleton<Passwords>().AddSingleton<Accounts>().AddSingleton<LoginTokens>().AddSingleton<ApiTokens>();
        services.AddSingleton<Audit>().AddSingleton<FirstAdmin>().AddSingleton<AnonymousReading>();
        services.AddAuthentication(BearerHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPermissions();
        services.AddSingleton<IAuthorizationHandler, ReadRequirementHandler>();
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            limiter.AddPolicy(AuthEndpoints.LoginLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value.LoginsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
        });
    }
}
