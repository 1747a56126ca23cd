namespace Monitoring.Storage.Relational;

/// <summary>Connections for reading. Every read sees one committed state from its first row to its last.</summary>
internal interface IReaders
{
    Task<T> Read<T>(Func<ISession, T> query, CancellationToken cancellationToken);
}
