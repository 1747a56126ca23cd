using Monitoring.Storage.Tests.Alerts;
using Monitoring.Storage.Tests.Series;

namespace Monitoring.Storage.Tests.Postgres;

public sealed class PostgresRegistryTests(PostgresCluster cluster) : RegistryTests(new PostgresPlace(cluster));

public sealed class PostgresReadingQueryTests(PostgresCluster cluster) : ReadingQueryTests(new PostgresPlace(cluster));

public sealed class PostgresStationStoreTests(PostgresCluster cluster) : StationStoreTests(new PostgresPlace(cluster));

public sealed class PostgresAlertStoreTests(PostgresCluster cluster) : AlertStoreTests(new PostgresPlace(cluster));

public sealed class PostgresPeopleTests(PostgresCluster cluster) : PeopleTests(new PostgresPlace(cluster));

public sealed class PostgresCertificateStoreTests(PostgresCluster cluster) : CertificateStoreTests(new PostgresPlace(cluster));

public sealed class PostgresSeriesTests(PostgresCluster cluster) : StoredSeriesTests(new PostgresPlace(cluster));

public sealed class PostgresSeriesOutboxTests(PostgresCluster cluster) : SeriesOutboxTests(new PostgresPlace(cluster));

public sealed class PostgresRetentionTests(PostgresCluster cluster) : RetentionTests(new PostgresPlace(cluster));
