using Microsoft.Data.Sqlite;
using Npgsql;

namespace Monitoring.Storage;

/// <summary>Tells a store that cannot write now from a write that never can be.</summary>
public static class StoreFault
{
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    // Classes of PostgreSQL's states: cardinality, data, constraints, limits of the program.
    private static readonly string[] OfTheValues = ["21", "22", "23", "54"];

    // Its conflicts with other transactions, statements that it may not run or that nobody can.
    private static readonly string[] OfTheTransaction = ["40", "42", "P0"];

    /// <summary>True when a text holds what the store keeps in none: a NUL in PostgreSQL. Asking again does not help, and who wrote it can.</summary>
    public static bool IsOfAText(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire };

    /// <summary>True when another owner of the database was first with a key: who loads again sees what it did, and the write may succeed.</summary>
    public static bool IsLostRace(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>True when another owner of the database threw the partition of a reading away meanwhile: whoever asks for it again has one.</summary>
    internal static bool IsLostPartition(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null or "" };

    /// <summary>True when the same write may succeed later: the disk is full, the file read-only, the server away, the store closed.</summary>
    public static bool IsOfTheStore(Exception e) => e switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not (TooBig or Constraint or Mismatch),
        PostgresException postgres => !OfTheValues.Contains(postgres.SqlState[..2]),
        NpgsqlException => true,
        AggregateException many => many.InnerExceptions.Any(IsOfTheStore),
        StoreUnavailableException or IOException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>
    /// True when the neighbours in its group may go through without it, and at once. What a server answers too late, or not, it answers
    /// no sooner to each of them alone.
    /// </summary>
    internal static bool IsOfOneWrite(Exception e) => e switch
    {
        PostgresException postgres => OfTheValues.Concat(OfTheTransaction).Contains(postgres.SqlState[..2]),
        NpgsqlException => false,
        _ => true,
    };
}
