package dev.corkboard.domain.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {

  @ParameterizedTest
  @CsvSource({"1, 0, 1, 0", "500, 0, 500, 0", "520, 0, 500, 0", "520, 3, 497, 3", "520, 700, 400, 100",
      "10, 700, 10, 490", "450, 100, 400, 100", "0, 600, 0, 500"})
  void messageHasFiveHundredTasksInBothLists(int due, int overdue, int listed, int overdueListed) {
    assertThat(Listing.inMessage(due, overdue)).isEqualTo(new Listing(listed, overdueListed));
  }

  @ParameterizedTest
  @CsvSource({"50, 0, 50, 0", "520, 0, 50, 0", "53, 1, 49, 1", "520, 520, 40, 10", "1, 60, 1, 49", "45, 5, 45, 5"})
  void mailHasFifty(int due, int overdue, int listed, int overdueListed) {
    assertThat(Listing.inMail(due, overdue)).isEqualTo(new Listing(listed, overdueListed));
  }
}
