/** idibu's webhook: who may send an event, what it says, and idibu's subscription for it. */
package org.applicantrelay.webhook;
