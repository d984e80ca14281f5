package org.applicantrelay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void eachMayDoWhatThoseBeforeItMay() {
        assertThat(Role.ADMIN.all()).containsExactly(Role.VIEWER, Role.OPERATOR, Role.ADMIN);
        assertThat(Role.OPERATOR.all()).containsExactly(Role.VIEWER, Role.OPERATOR);
        assertThat(Role.VIEWER.all()).containsExactly(Role.VIEWER);
    }

    @Test
    void isFoundByNameAlone() {
        assertThat(Role.of(" Admin ")).contains(Role.ADMIN);
        assertThat(Role.of("administrator")).isEmpty();
        assertThat(Role.of(null)).isEmpty();
    }
}
