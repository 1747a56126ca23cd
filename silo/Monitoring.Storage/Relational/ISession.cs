namespace Monitoring.Storage.Relational;

/// <summary>
/// One connection to a database that speaks SQL. The statements of this folder are written once and run by every engine: <c>?</c> is a
/// parameter, and what the engines say differently is asked for here. Used by one thread at a time.
/// </summary>
internal interface ISession
{
    /// <summary>A statement without bindings; the caller disposes it, or steps past its last row, before the next one runs.</summary>
    IStatement Prepare(string sql);

    /// <summary>The condition that a number is one of a list, which is bound as one parameter.</summary>
    string IsAmong(string column);

    /// <summary>
    /// Lets nobody else who asks for the same matter on until this transaction has ended: what is read from here on is still so when it
    /// is written. An engine with one writer at a time has nothing to do.
    /// </summary>
    void Serialize(string matter);

    /// <summary>Tells the other owners of a shared store of a change, once this transaction is committed. An engine with one owner has nobody to tell.</summary>
    void Announce(string change);
}
