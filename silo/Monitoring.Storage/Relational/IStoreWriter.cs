namespace Monitoring.Storage.Relational;

/// <summary>The writing connection. Its thread is the group committer's.</summary>
internal interface IStoreWriter
{
    ISession Session { get; }

    KnownNumbers Numbers { get; }

    IMassRows Rows { get; }

    /// <summary>Null where readings do not lie in months.</summary>
    IReadingMonths? Months { get; }

    /// <summary>True when the last failure took the connection with it: whether its commit happened is not known, and trying again is for those who can look.</summary>
    bool IsLost { get; }

    /// <summary>Grows when the stations were given away and taken again: what was read before may have been overtaken by another owner.</summary>
    long Tenure { get; }

    void Begin();

    void Commit();

    /// <summary>Undoes the transaction; answers what went wrong with that.</summary>
    Exception? Rollback();
}
