package io.github.consent4j.spring;

import io.github.consent4j.policy.RecordKeeping;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds the database of a policy that keeps its records in one. */
final class RecordDatabase {

  private RecordDatabase() {}

  /**
   * Returns the data source that the policy names, or the only one of the application. It is empty
   * if the policy wants none, or names one that is no bean: the container may have it.
   *
   * @throws UnclearDatabaseException if the policy wants one and it is unclear which one
   */
  static Optional<DataSource> of(RecordKeeping settings, ListableBeanFactory beans) {
    if (settings.store() != RecordKeeping.Store.JDBC) {
      return Optional.empty();
    }
    String[] found = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class);
    if (settings.dataSource().isPresent()) {
      String name = settings.dataSource().get();
      boolean isBean = Arrays.asList(found).contains(name);
      if (!isBean && name.indexOf(':') < 0 && name.indexOf('/') < 0) {
        throw new UnclearDatabaseException(
            "'records.data-source' of the consent policy names '"
                + name
                + "', and there is no such DataSource bean; there "
                + (found.length == 0 ? "is none" : "are: " + String.join(", ", found)));
      }
      return isBean ? Optional.of(beans.getBean(name, DataSource.class)) : Optional.empty();
    }
    if (found.length != 1) {
      throw new UnclearDatabaseException(
          "The consent policy keeps its records in a database ('records.store: jdbc'), and there "
              + (found.length == 0
                  ? "is no DataSource bean"
                  : "are several DataSource beans: " + String.join(", ", found)));
    }
    return Optional.of(beans.getBean(found[0], DataSource.class));
  }
}
