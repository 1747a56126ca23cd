using Monitoring.Silo.Access;

namespace Monitoring.Api.Auth;

/// <summary>What an account may do, by the names that the store and the API use; names are never reused.</summary>
internal static class Roles
{
    /// <summary>Everything that people do, accounts and tokens included.</summary>
    public const string Admin = "admin";

    /// <summary>Reads; describes stations and sets their targets; deals with alerts.</summary>
    public const string Officer = "officer";

    /// <summary>Reads; registers devices, sees the quarantine.</summary>
    public const string Technician = "technician";

    /// <summary>Reads.</summary>
    public const string Reader = "reader";

    /// <summary>Delivers batches of readings and does nothing else. Held by tokens, never by people.</summary>
    public const string Gateway = ApiTokens.Gateway;

    public static readonly IReadOnlyList<string> OfPeople = [Admin, Officer, Technician, Reader];

    public static readonly IReadOnlyList<string> OfPrograms = [Gateway, Reader];
}
