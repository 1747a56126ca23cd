namespace Monitoring.Storage.Relational;

/// <summary>One statement: bound in the order of its parameters, stepped through, given back.</summary>
internal interface IStatement : IDisposable
{
    IStatement Bind(long value);

    IStatement Bind(long? value);

    IStatement Bind(bool value);

    IStatement Bind(string? value);

    IStatement Bind(DateTimeOffset value);

    IStatement Bind(DateTimeOffset? value);

    IStatement Bind(byte[] value);

    /// <summary>A list for <see cref="ISession.IsAmong"/>.</summary>
    IStatement Bind(IReadOnlyCollection<long> values);

    /// <summary>Moves to the next row; false after the last.</summary>
    bool Step();

    /// <summary>Runs a statement whose rows nobody asked for, and gives it back.</summary>
    void Run();

    bool IsNull(int column);

    long Int64(int column);

    double Real(int column);

    string Text(int column);

    bool Bool(int column);

    byte[] Blob(int column);
}

/// <summary>What follows from the few that an engine has to give.</summary>
internal static class StatementValues
{
    public static int Int32(this IStatement row, int column) => (int)row.Int64(column);

    public static string? TextOrNull(this IStatement row, int column) => row.IsNull(column) ? null : row.Text(column);

    public static DateTimeOffset Instant(this IStatement row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(column));

    public static DateTimeOffset? InstantOrNull(this IStatement row, int column) => row.IsNull(column) ? null : row.Instant(column);
}
