using Monitoring.Storage.Tests.Alerts;
using Monitoring.Storage.Tests.Series;

namespace Monitoring.Storage.Tests.Sqlite;

public sealed class SqliteRegistryTests() : RegistryTests(new SqlitePlace());

public sealed class SqliteReadingQueryTests() : ReadingQueryTests(new SqlitePlace());

public sealed class SqliteStationStoreTests() : StationStoreTests(new SqlitePlace());

public sealed class SqliteAlertStoreTests() : AlertStoreTests(new SqlitePlace());

public sealed class SqlitePeopleTests() : PeopleTests(new SqlitePlace());

public sealed class SqliteCertificateStoreTests() : CertificateStoreTests(new SqlitePlace());

public sealed class SqliteSeriesTests() : StoredSeriesTests(new SqlitePlace());

public sealed class SqliteSeriesOutboxTests() : SeriesOutboxTests(new SqlitePlace());

public sealed class SqliteRetentionTests() : RetentionTests(new SqlitePlace());
