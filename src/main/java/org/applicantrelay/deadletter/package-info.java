/** Input that could not become an application, kept for an operator. */
package org.applicantrelay.deadletter;
