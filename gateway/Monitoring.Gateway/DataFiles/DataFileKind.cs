using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.DataFiles;

/// <summary>What a data file holds, and what of it can be carried over into a new one when the file is damaged.</summary>
/// <param name="Feature">The namespace whose <c>Migrations</c> folder is the schema.</param>
/// <param name="LeftBehind">Tables that a new file begins anew.</param>
/// <param name="IsBelievable">Judges a row of a damaged file, its columns in the order of the table; null believes all that can be read.</param>
internal sealed record DataFileKind(string Feature, IReadOnlyList<string> LeftBehind, Func<SqliteDataReader, bool>? IsBelievable = null)
{
    public DataFileKind(Type feature)
        : this(feature.Namespace!, [])
    {
    }
}
