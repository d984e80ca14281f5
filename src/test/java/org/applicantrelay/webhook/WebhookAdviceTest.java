package org.applicantrelay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** A relay that starts has no route for events yet; the soak, with real processes, shows that it comes to this. */
class WebhookAdviceTest {

    private final WebhookAdvice advice = new WebhookAdvice();
    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", WebhookFilter.PATH);
    private final NoResourceFoundException noRoute = new NoResourceFoundException(HttpMethod.POST, "webhooks/idibu");

    @Test
    void aGenuineEventThatFindsNoRouteIsToBeSentAgain() throws Exception {
        SignedRequest genuine = new SignedRequest(request, new byte[0]);

        assertThat(advice.noRoute(new HttpServletRequestWrapper(genuine), noRoute)
                        .getStatusCode()
                        .value())
                .isEqualTo(503);
    }

    @Test
    void whatElseIsNotThereStaysSo() {
        assertThatThrownBy(() -> advice.noRoute(request, noRoute)).isSameAs(noRoute);
    }
}
