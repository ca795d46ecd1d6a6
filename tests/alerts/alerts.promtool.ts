import { checkAlert } from "./check-alert";
import { ALERT_TESTS } from "./cases/all";

for (const { alert, tests } of ALERT_TESTS) {
  describe(`alert ${alert}`, () => {
    for (const test of tests) {
      it(`${test.it} (${test.shows})`, () => checkAlert(alert, test));
    }
  });
}
