package org.applicantrelay.application;

/** How many applications are held up in that state with that code. */
public record HeldUpCount(ApplicationState state, String code, long number) {}
