package org.applicantrelay.erasure;

import org.springframework.stereotype.Component;

@Component
public class ErasureRecords {
    public void open(ErasureRecord.Request request) {}
}
