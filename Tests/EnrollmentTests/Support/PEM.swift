/// Keys and certificates for tests only, made once with OpenSSL: nothing outside of the tests trusts them.
enum PEM {
    /// An authority of its own.
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIDHzCCAgegAwIBAgIUaC0Foua7RhkOEW+5jA6JE6TgizQwDQYJKoZIhvcNAQEL
        BQAwHjEcMBoGA1UEAwwTRW5yb2xtZW50IHRlc3Qgcm9vdDAgFw0yNjExMjQxNjMy
        MTFaGA8yMDY2MTExNDE2MzIxMVowHjEcMBoGA1UEAwwTRW5yb2xtZW50IHRlc3Qg
        cm9vdDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKOhruH0Cqs4P1ZJ
        jWPyTn0s8pjxR0ptnV1q8qz9TzS8LBV0LHFpuJlGNnP1pIfETcXWG0jp/ww5uRqz
        JvFj285n8+IHMnT31RoDffBQgBNwQkCGzI+dFeRicvVMwSzMZpqbV3h3Mf0ss419
        a+KA7KDCNvMMY6QoYvWgdp+jDxHFpoBseCCHGK38A7b2A3ooi1PgXl6LA2fXAywA
        VyugYVW97B2wrLkjzDVPIqtIEFZfey174fdZqSuSrpdl22RZpMavX8k4J/6vXhxH
        AJaVmVujspGGVsGr4h1ucJP33irxYT3dSL668Z1aE6/+YA0PaXcPF8GKrtB4qAY0
        AyhoulsCAwEAAaNTMFEwHQYDVR0OBBYEFHZP8Buq1/9ryJ/kfB4jbU2tT58WMB8G
        A1UdIwQYMBaAFHZP8Buq1/9ryJ/kfB4jbU2tT58WMA8GA1UdEwEB/wQFMAMBAf8w
        DQYJKoZIhvcNAQELBQADggEBAJur8EOA4CJVIizvOkvtrBcbI0KlOVSiavVSOHAv
        Rm2yrpahkLKOzxMXJJRqztp9snllrxq9QyAXubCRxSDfHoRKhTbdrBr1F0CmnXzQ
        Ylhp4vRD+LbkwTtirYCG9VDskzJuyM8bcXh8Yk+jrZEo9JrKvaRZ7YjJgUTyJRgN
        ys6/kXubXxYw7pEQXIocTjB9zlXAFXVlixDZkJFxYrHz8eCssJuIyKKPzyGMjF6A
        +P3p7T/KJbWutVkvqBRvI6d6SobY1aFxR89caZ9HnRnItzo66xvmmWeRMxQkF6NT
        DoUFrRSiP2anWox6bxaNqt2buMBBAuECp+TgPY2uL/QiL7Q=
        -----END CERTIFICATE-----
        """

    /// An authority below it.
    static let intermediate = """
        -----BEGIN CERTIFICATE-----
        MIIDJzCCAg+gAwIBAgIURmUjmJJUbla8n/OodiStN6FMMXAwDQYJKoZIhvcNAQEL
        BQAwHjEcMBoGA1UEAwwTRW5yb2xtZW50IHRlc3Qgcm9vdDAgFw0yNjExMjQxNjMy
        MjJaGA8yMDY2MTExNDE2MzIyMlowJjEkMCIGA1UEAwwbRW5yb2xtZW50IHRlc3Qg
        aW50ZXJtZWRpYXRlMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxJ40
        F+w8h5mrJ3GNbuyNnM2BpzgUCbd5Xx7eWjqBGEEEka09hk3CzJ3/FCLJV36O+oju
        gPR1ux6prUhJmk1zaTTA0Kdv8VDfa+Yot9zBloQIqxiQBu8Ej2YivclPJMv6DVWV
        j2gzTGTLp9sgbZtQjPfm3WZ/3LOIDHymIJ9KEDeGAwF1bv7faDyZRnqhBTqRu2MQ
        qHhk+zLqiAFvX9pODjEZxtABpEmsf8YECNiEg3xTM5C5iTguUUjAvgeUdtnEBTBF
        AMIq0aoY+WNfI6EV2YIFDWjsTLbxmV0NGPegRLZpo9tDikE/9mfNgobQ3shQc9qb
        wyZPhMatSO6whr+PdQIDAQABo1MwUTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQW
        BBTgAM1hisxrHv4gGGbcbd+jqaEi9DAfBgNVHSMEGDAWgBR2T/Abqtf/a8if5Hwe
        I21NrU+fFjANBgkqhkiG9w0BAQsFAAOCAQEAV+cen2TEj/sI7UG2wS7aWa2IFZOu
        2Xe5iNMQBGL3DnVJsd1O8Zy2MuWTcFVoqgsmFOTDKw3HayvemK+qtz9eygwWm8D1
        /a2ZTR4ng5IWkkaBZScv4d6/0WoE03kC4gw6yaBzB8hy75bdnEc+HJM1MJwqJUdB
        QRNRu3Hm/pDiCbVQkwvTJsgSDzqC9sCc8ACsytcd+K5FrnI27dsKuHzJIgNVGb/H
        T54vh9Jp/w1WjpPFUmZDvwmhltGtq1S7T+FistHe17TLes7aiGUnD8wryvd6C5/c
        7drhB0nUPJIXxfZbL6rsIKE227JnD/0b5gCdXycz0SCNSQki+5KaKqv+7Q==
        -----END CERTIFICATE-----
        """

    /// The key of the phone.
    static let deviceKey = """
        -----BEGIN PRIVATE KEY-----
        MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDJbXyz16oamhFN
        yu1zSMiZ2MaJhTth/WcaaGFyNBOg2i5xG1NoYckGDc9M9yxiUAU8wPmMBIqU1yJu
        UMONXXZE8nnlxHrsHAF5tjH9TNrwOm3jVaqKLeWuRIIrD1dq3HdMS7IrwErDUn0L
        XvvAZwWbhNMCP/wMyjD+a9gqrrEsSJ63aGyury0/9vwR6gZWIfGY9wz79jAWNxH2
        FmLE8HKe+09GYGBh6g5ikc7So8iZdmElgP72WXhEyPixxRQFaACq/B1j/U3XAbod
        WHXOOxt2fsyMUHon6BqAKCt08os6XX9Io98NnJogeq0ad+bokmT9l/yEc5pG/2i7
        e/6mg+1rAgMBAAECggEALusfZH7EQy0HAdFWbQeTnm5llIvhsKoHdZnBtQnXVpzr
        u3HrhEFew1e9JUbf4kiUZ7nlhs1aAGB6Ryrt2gRes6Gtbi1NmqjNWS3sx/06dEGP
        7ie6sTQOr4CKt3/700rmSPHK3zEL2SJiOR9XUdJNdpPCWOBRlCMWtXSmZg7J+y/H
        ap+Yxa6VU9nIGYy64ylBxM9HIO7TXA32vlrImOV9GAadkEo+knk/XKiSTJv1obTP
        3MVSOQaziFcnX/c7QYS63jphwIX3He7I+/cNzZS7SxCmY/vnO1RNcrUCjhsGN2uR
        VDMEX6K9OKbMraVgpayM4I2yP0bWpddF18Feq9Y37QKBgQDjKg+PRMsrBZ3CbYl+
        4CgoajzUv+jCEycI8CQHQiCTrd+LCoz5Wt0NuGzpCDfI/peqT2O+xm+LFFL/EdnN
        fygDiDGgW69xK16iXMENBeB7SnScOTI458vx33uUh7LMSE3Yi5IJbTZOCiHX4p0y
        xhPfu/02ZcWbTA2Yaw+Qa5XHdwKBgQDi/xaeDXDiMtnAA2XYoxeyMKFIsM4LEENy
        Uvhafk7Pcj25VbrjIzGQSHpKVM1ge0bLiZCz6xu/rN1h+RdEd0ZUaCe8yNoQW1hA
        GKp/TWFTzBVvBl23e3ddfpCliAZhFe95ZZWAbMFGp9vKmpGsqbTFJcpjBv2nbieb
        uTTSseFurQKBgEDIg/t1wQMZ7O2/01BtmMY91e9Oc5C1aZJw+bVgNG4pTfEXJzEN
        qrD5AYZLo60cfiBB185WRQVC3JCFhLnII58uPgjfXN9HYQuorB2MqYI/r5XF8f6s
        jEsEUvf+4wzDKgAxfYpWrQAAf7pTlEUgnBZYRFQ5Heu1+sKW9a9YHzTtAoGASZ28
        sgld4J3pLHJtpzJNTwaiZ7afO8tMdFkgHgj0eiZsihyZfWw+eLJopo6WBII2VXAJ
        s6+90g23xjxIJXYhIuKccIca4U8ecbsOIDbyJ4D6OoVwAz9RWMrhEi3pE7dPcKlX
        MM0UaVuq1iwGrl5jN8SnvDHaNWBuC/ymeuYhXAkCgYAXrcMwKNQctWCp1r/NndOk
        gvc3hGw3KQMq5VXRCzd3VQ3hTanANLnhdzfROInmLeAbgd+AEFLEXLPr80HHVylA
        qAt7ceQem/Xg4OurpVG0uLCPOQPAdl3Qc8Nc9eUQ6pViGfODXF7IowEOTiIcSezW
        1e2dDavczjsDnCmcFqZkRg==
        -----END PRIVATE KEY-----
        """

    /// The certificate for that key, good from November 2026 to November 2046.
    static let device = """
        -----BEGIN CERTIFICATE-----
        MIIC0DCCAbgCFEZlI5iSVG5WvJ/zqHYkrTehTDFuMA0GCSqGSIb3DQEBCwUAMB4x
        HDAaBgNVBAMME0Vucm9sbWVudCB0ZXN0IHJvb3QwHhcNMjYxMTI0MTYzMjE3WhcN
        NDYxMTE5MTYzMjE3WjArMSkwJwYDVQQDDCA1RDBFMkY4QTZCN0M0RDNFOUYxQTJC
        M0M0RDVFNkY3MDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAMltfLPX
        qhqaEU3K7XNIyJnYxomFO2H9ZxpoYXI0E6DaLnEbU2hhyQYNz0z3LGJQBTzA+YwE
        ipTXIm5Qw41ddkTyeeXEeuwcAXm2Mf1M2vA6beNVqoot5a5EgisPV2rcd0xLsivA
        SsNSfQte+8BnBZuE0wI//AzKMP5r2CqusSxInrdobK6vLT/2/BHqBlYh8Zj3DPv2
        MBY3EfYWYsTwcp77T0ZgYGHqDmKRztKjyJl2YSWA/vZZeETI+LHFFAVoAKr8HWP9
        TdcBuh1Ydc47G3Z+zIxQeifoGoAoK3Tyizpdf0ij3w2cmiB6rRp35uiSZP2X/IRz
        mkb/aLt7/qaD7WsCAwEAATANBgkqhkiG9w0BAQsFAAOCAQEALS85Y/AuiDROQutf
        y1yUBNgBddjeR9G42FUPt7AbWmL1XAzCr5qF5JwZGb/OmLWgZpKpyEocV0gi63EC
        v8xYdBdxZz21YWeOMRUaXUxr89p+GONGCQc8udKNnS18O6iqJeK5drIW9kdLk1A2
        AyFNKIcTdOi+kYPX9ubk5ftStGf8rmWd38wjXmdAxJeHfdIPEzk6+3C8poMwSsoU
        30cOPXLVOvlZ0BWBjE49DFUpBpoYjmjDR1PxMqGuEgdUXlCxBdVc1nSeFWgVsJ40
        qeUIwHFdCi8arNu8TnzVXIEChCFpfay4E5mQn/T5qvkjU1Fr8KAsPJAigvMqdKBP
        jLw+4g==
        -----END CERTIFICATE-----
        """

    /// Another key.
    static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDEnjQX7DyHmasn
        cY1u7I2czYGnOBQJt3lfHt5aOoEYQQSRrT2GTcLMnf8UIslXfo76iO6A9HW7Hqmt
        SEmaTXNpNMDQp2/xUN9r5ii33MGWhAirGJAG7wSPZiK9yU8ky/oNVZWPaDNMZMun
        2yBtm1CM9+bdZn/cs4gMfKYgn0oQN4YDAXVu/t9oPJlGeqEFOpG7YxCoeGT7MuqI
        AW9f2k4OMRnG0AGkSax/xgQI2ISDfFMzkLmJOC5RSMC+B5R22cQFMEUAwirRqhj5
        Y18joRXZggUNaOxMtvGZXQ0Y96BEtmmj20OKQT/2Z82ChtDeyFBz2pvDJk+Exq1I
        7rCGv491AgMBAAECggEAT5fDetO1BSed84+yM28rPIisraaz5eMSDQGP/XKlg83+
        LYK130JnUzG6aspSO0sOUjlQY3+SkTcudOlIcmBcEgC69Txywnt8lk9LuHJzI507
        bRe6ZjQn4mz0L2Po1/qCtRcqPi1uZsR+9OptzDENgKNyH7o4lH1Q280x6w7QipNZ
        ITxuk0svHFX/4aO7A9oVT2IzPVBlsZ8AzUKGxXCbH9ftVLooqp8okN9Jov2oPMrO
        oiSe8APiMPx6/wmoQdcdMLhsaXMlk9llELIr9A7uaPFL/MywtC3WVsb3YQc17Qgo
        0iNADsYHV9MJBLl2wPcXtiv1tdZrDLSgC07856zE2QKBgQD1BzZ2f3cY409q3UgP
        QWn8IWgh1p7bfU4YJwdjOFmta73gku5taDJifR/pzZCh6c9xGeRNoWYfao/MRFPp
        VqFeUFgr2jI9Q2J1CuJC97Q7kHWRUS0/hXqY+d1d6xZ8+56Xk/xGJx4K3WjMTFVz
        flvDFLxq70doUV/QfjPiq/w5WwKBgQDNbA8Vjn9vNzL2y4KJqdPuYbClN+fnsIcG
        Z/gs2NOqTIpe7PteRHfoQtaiYfZukihwurX2yyxMQ22N6AcCCJ+xw9fWIHLfiQB5
        +ZbaiKXd5TzOYZ5CLphvgXAR6Zge8OB99Fmh6QNh5E5zQFHyQ3omxDCBrDXRHKu7
        qAUzCEXjbwKBgQCyu3Ep3O7GE8FxhTo0DpY92Sx5SnGUT4Hwsj98S7V2f9oAf401
        90SRfQ4TYOR4hvHPYYCcc/fnQLbl3I2M7qlE/7xhOIdfEtE16RuEl+U7cbOgraMg
        67+y6Mhl4r8DqhNUJBloHs6WRE1WgPPwDCLpWS3bnvDqkjke/3/ff267cwKBgBhy
        2/i81P3vm+kzn32y8L5Wcie316oDoI5qoWb1B3wlT/KsUd6OV5cVHWaGMkZGrvl7
        v1x4IfWRsOBK1UqwrBEENhQOGJ3yOFRMGGA6E0OtnOcTRzqpQQtEZIo9OxWzpYRY
        KLLUgMqN2aht51LmJQuoHf3Q+TbCKs5S2QuR2H+RAoGAQflkB/FgLBvDIorUEEwc
        msO/um6x6HFkxb5lB2sgcmy6AevAQ/PAuQsaMw23lm8BZgmqPQehsL/8AFKYiQda
        Z0yle07FyeJhpER2ZplZ8jE2U3SXUZlvGwIN2ZZ6PA/Ka1sNGUKuedUttBXK5LCL
        pcoE+ZVvMCLe74dzzmKG7Z8=
        -----END PRIVATE KEY-----
        """

    /// The certificate for the other key.
    static let other = """
        -----BEGIN CERTIFICATE-----
        MIICtzCCAZ8CFEZlI5iSVG5WvJ/zqHYkrTehTDFvMA0GCSqGSIb3DQEBCwUAMB4x
        HDAaBgNVBAMME0Vucm9sbWVudCB0ZXN0IHJvb3QwHhcNMjYxMTI0MTYzMjIxWhcN
        NDYxMTE5MTYzMjIxWjASMRAwDgYDVQQDDAdhbm90aGVyMIIBIjANBgkqhkiG9w0B
        AQEFAAOCAQ8AMIIBCgKCAQEAxJ40F+w8h5mrJ3GNbuyNnM2BpzgUCbd5Xx7eWjqB
        GEEEka09hk3CzJ3/FCLJV36O+ojugPR1ux6prUhJmk1zaTTA0Kdv8VDfa+Yot9zB
        loQIqxiQBu8Ej2YivclPJMv6DVWVj2gzTGTLp9sgbZtQjPfm3WZ/3LOIDHymIJ9K
        EDeGAwF1bv7faDyZRnqhBTqRu2MQqHhk+zLqiAFvX9pODjEZxtABpEmsf8YECNiE
        g3xTM5C5iTguUUjAvgeUdtnEBTBFAMIq0aoY+WNfI6EV2YIFDWjsTLbxmV0NGPeg
        RLZpo9tDikE/9mfNgobQ3shQc9qbwyZPhMatSO6whr+PdQIDAQABMA0GCSqGSIb3
        DQEBCwUAA4IBAQCDBxbUepluWAuGDMn0ito87KDqTcQJ/QqEjEW38oJFR0XS/FKy
        6Ur6aGa3mPWvtTD8mOT6NPZwWtqtrCQcnj8GWaIx85Me3sgWK6Zq7z+6M8mi3Gas
        8AmX/TUf3bGtRCcwvRfB+iGQKxoFwsQ8NR11+r1sTGpbKqGvJ8aWSi0zfX+n28D3
        dj9cgfXZwMd4A4Qtq7/HOyb5+vMqVsg6/qGl9s40VALJ/7r3iYj3MUu8OEmK6M1u
        adWrHqVbHLCI96detjuSt/yokg3oH9S2kNlqDVRjXMGQf0jcVQDsMBqfWAjoQlui
        o7uU674UgV/vVNn1lzw+885498VF5CoWFwV5
        -----END CERTIFICATE-----
        """
}
